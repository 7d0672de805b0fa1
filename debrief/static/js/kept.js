// Text that did not reach the service, kept in this browser under a person and a card until it has, or they sign out.
const PREFIX = "debrief:";

export function keep(key, pairs) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), pairs }));
  } catch {
    // A full or forbidden store: the page itself still holds the text.
  }
}

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function forget(key) {
  localStorage.removeItem(key);
}

export function forgetAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
