/**
 * What the script says, in the reader's language. What is about one file stands behind or below its name and does not
 * repeat it.
 */
export const uploadTextNames = [
  /** It is on its way, or waits for those before it. */
  'sending',
  /** `{percent}` is a whole number. */
  'percent',
  /** All of it is there; it is being looked through, cleaned and sealed. */
  'checking',
  'done',
  'cancel',
  'cancelled',
  'remove',
  'removed',
  /** The connection broke, and it goes on by itself. */
  'retrying',
  /** It no longer goes on by itself; the button `again` stands beside. */
  'failed',
  'again',
  'too-large',
  'too-many',
  'empty',
  /** It has changed since it was chosen, or cannot be read any more. */
  'changed',
  'refused',
  'full-today',
  'case-full',
  /** The page is too old to send files. */
  'expired',
  /** The form was sent while files were on their way. */
  'wait',
  'ready',
] as const;

export type UploadTextName = (typeof uploadTextNames)[number];
export type UploadTexts = Readonly<Record<UploadTextName, string>>;

/** What the script has to know, as attributes of the `<fieldset class="files">` around the file input. */
export const uploadAttributes = (
  upload: {
    /** The address where uploads begin; the rest hangs under it. */
    readonly address: string;
    readonly mostFiles: number;
    readonly mostBytes: number;
    /** What goes with the form when there are no scripts; a choice of so many bytes is left to it if need be. */
    readonly formBytes: number;
  },
  texts: UploadTexts,
): Readonly<Record<`data-${string}`, string>> => ({
  'data-uploads': upload.address,
  'data-most-files': String(upload.mostFiles),
  'data-most-bytes': String(upload.mostBytes),
  'data-form-bytes': String(upload.formBytes),
  ...Object.fromEntries(uploadTextNames.map((name) => [`data-text-${name}`, texts[name]])),
});
