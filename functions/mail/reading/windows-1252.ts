/** What windows-1252 has at 0x80 to 0x9F. The decoder of Node 20 gives control characters there. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text with those characters where a decoder has left the control characters of ISO-8859-1, which no mail means. */
export const withWindowsCharacters = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (control) => upper[control.charCodeAt(0) - 0x80] ?? control);
