/** Shorter ones hold nothing worth a look. */
const shortestRun = 64;

// RFC 4648 §4, and the line ends of RFC 2045 §6.8.
const alphabet = new Set(
  Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n', 'latin1'),
);
const isOfRun = Array.from({ length: 256 }, (_, code) => alphabet.has(code));

export type Base64Run = { readonly text: string; readonly index: number };

/**
 * The stretches of a text that may be base64, in lines or in one piece. Each character is read once. The regular
 * expression for it (`{64,}`) keeps a place to go back to for each, and runs out of stack at five megabytes.
 * @param text one byte a character
 */
export function* base64Runs(text: string): Generator<Base64Run> {
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && isOfRun[text.charCodeAt(at)] === true) continue;
    if (at - start >= shortestRun) yield { text: text.slice(start, at), index: start };
    start = at + 1;
  }
}
