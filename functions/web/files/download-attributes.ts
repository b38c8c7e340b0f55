/** What the script says, in the reader's language. `{name}` is the file's name, `{percent}` a whole number. */
export const downloadTextNames = [
  /** The one button in place of those for the parts. */
  'download',
  'percent',
  'done',
  'cancel',
  'cancelled',
  /** The connection broke, and it goes on by itself. */
  'retrying',
  /** It no longer goes on by itself; the button says `again`. */
  'failed',
  'again',
  /** The page is too old, or the file is gone. */
  'refused',
] as const;

export type DownloadTextName = (typeof downloadTextNames)[number];
export type DownloadTexts = Readonly<Record<DownloadTextName, string>>;

/** What the script has to know, as attributes of the `<form class="download">`. */
export const downloadAttributes = (
  download: { readonly name: string; readonly parts: number },
  texts: DownloadTexts,
): Readonly<Record<`data-${string}`, string>> => ({
  'data-name': download.name,
  'data-parts': String(download.parts),
  ...Object.fromEntries(downloadTextNames.map((name) => [`data-text-${name}`, texts[name]])),
});
