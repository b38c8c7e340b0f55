import type { DownloadTexts } from '../../pages/download-script.ts';
import type { UploadTexts } from '../../pages/upload-script.ts';

/** What the script that uploads files says on the team's pages. */
export const uploadTexts: UploadTexts = {
  sending: 'Sending “{name}”',
  percent: '“{name}”: {percent} %',
  checking: '“{name}” is there. It is being cleaned and sealed.',
  done: '“{name}” is attached.',
  cancel: 'Cancel',
  cancelled: '“{name}” is cancelled.',
  remove: 'Leave it out',
  removed: '“{name}” is left out.',
  retrying: '“{name}”: the connection broke. It goes on by itself.',
  failed: '“{name}” has not arrived.',
  again: 'Try again',
  'too-large': '“{name}” is too large.',
  'too-many': '“{name}” is one file too many for one message.',
  empty: '“{name}” is empty.',
  changed: '“{name}” has changed since you chose it. Choose it again.',
  refused: '“{name}” is not taken.',
  'full-today': 'No more files can be taken today.',
  'case-full': '“{name}”: the case has no room left for it.',
  expired: '“{name}” cannot be sent from this page any more. Copy your text, then open the case again.',
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
