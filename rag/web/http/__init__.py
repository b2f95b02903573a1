"""HTTP itself: connections, bodies, headers, proxies."""
