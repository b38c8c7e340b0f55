import { sendInParts } from './upload/send-in-parts.ts';

// In a browser without it the input works as without scripts.
if ('arrayBuffer' in Blob.prototype)
  for (const box of document.querySelectorAll<HTMLFieldSetElement>('fieldset[data-uploads]')) {
    const input = box.querySelector<HTMLInputElement>('input[type=file]');
    if (input?.form) sendInParts(box, input, input.form);
  }
