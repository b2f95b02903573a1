// What this browser keeps for its reader. Where it may not keep anything (a frame of another
// site, a full disk), it is remembered for as long as the page is open.

const PREFIX = "briefing.";

const shelf = (name) => {
  const memory = new Map();
  let store = null;
  try {
    store = window[name];
    store.setItem(`${PREFIX}probe`, "1");
    store.removeItem(`${PREFIX}probe`);
  } catch {
    store = null;
  }
  return {
    lasting: store !== null,
    get(key) {
      if (memory.has(key)) return memory.get(key);
      try {
        return JSON.parse(store.getItem(PREFIX + key));
      } catch {
        return null;
      }
    },
    /** False if it could only be remembered. */
    set(key, value) {
      try {
        store.setItem(PREFIX + key, JSON.stringify(value));
        memory.delete(key);
        return true;
      } catch {
        memory.set(key, value);
        return false;
      }
    },
    remove(key) {
      memory.delete(key);
      if (store) store.removeItem(PREFIX + key);
    },
  };
};

/** Kept until it is deleted. */
export const browser = shelf("localStorage");
/** Kept until the tab is closed. */
export const tab = shelf("sessionStorage");
