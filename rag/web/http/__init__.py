"""The HTTP layer: connections, bodies, headers, proxies."""
