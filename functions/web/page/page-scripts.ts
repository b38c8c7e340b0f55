/**
 * The scripts of pages, each as one line of JavaScript: built from `functions/web/browser/` and put in place by whatever runs this
 * source, the build and the tests (`infra/page-scripts.ts`).
 */
declare const CONDUCTLINE_UPLOAD_SCRIPT: string;
declare const CONDUCTLINE_DOWNLOAD_SCRIPT: string;
declare const CONDUCTLINE_EXIT_SCRIPT: string;
declare const CONDUCTLINE_FOLLOW_UP_LINK_SCRIPT: string;
declare const CONDUCTLINE_ENROLMENT_LINK_SCRIPT: string;
declare const CONDUCTLINE_PASSKEY_SCRIPT: string;

/** Sends chosen files in parts, and leaves references to them in the form. */
export const uploadScript: string = CONDUCTLINE_UPLOAD_SCRIPT;

/** Joins the parts of a large file into one download. */
export const downloadScript: string = CONDUCTLINE_DOWNLOAD_SCRIPT;

/** Makes the exit of the reporters' pages quicker. */
export const exitScript: string = CONDUCTLINE_EXIT_SCRIPT;

/** Fills the form from what follows `#` in a follow-up link. It sends nothing. */
export const followUpLinkScript: string = CONDUCTLINE_FOLLOW_UP_LINK_SCRIPT;

/** Fills the form from what follows `#` in an enrolment link. It sends nothing. */
export const enrolmentLinkScript: string = CONDUCTLINE_ENROLMENT_LINK_SCRIPT;

/** Asks the browser for a passkey, and sends what it answers. */
export const passkeyScript: string = CONDUCTLINE_PASSKEY_SCRIPT;
