import type { DownloadTexts } from '../../web/files/download-attributes.ts';
import type { UploadTexts } from '../../web/files/upload-attributes.ts';

/** What the script that uploads files says on the team's pages. */
export const uploadTexts: UploadTexts = {
  sending: 'On its way',
  percent: '{percent} %',
  checking: 'It has arrived, and is being cleaned and sealed.',
  done: 'It has arrived and goes with the message.',
  cancel: 'Cancel',
  cancelled: 'Cancelled.',
  remove: 'Leave it out',
  removed: 'Left out.',
  retrying: 'The connection broke. It goes on by itself.',
  failed: 'It has not arrived.',
  again: 'Try again',
  'too-large': 'This file is too large.',
  'too-many': 'This is one file too many for one message.',
  empty: 'This file is empty.',
  changed: 'This file has changed since you chose it. Choose it again.',
  refused: 'This file is not taken.',
  'full-today': 'No more files can be taken today.',
  'case-full': 'The case has no room left for it.',
  expired: 'It cannot be sent from this page any more. Copy your text, then open the case again.',
  wait: 'A file is still on its way. Press the button again when it is there.',
  ready: 'The files are there. You can go on.',
};

/** What the script that joins the parts of a download says. */
export const downloadTexts: DownloadTexts = {
  download: 'Download',
  percent: '“{name}”: {percent} %',
  done: '“{name}” is handed to your browser.',
  cancel: 'Cancel',
  cancelled: 'Cancelled.',
  retrying: 'The connection broke. It goes on by itself.',
  failed: '“{name}” has not come whole.',
  again: 'Go on',
  refused: '“{name}” cannot be downloaded from this page any more. Open the case again.',
};
