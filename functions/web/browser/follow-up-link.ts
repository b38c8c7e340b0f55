import { takeSecretOfLink } from './secret-of-link.ts';

/** Fills the form from a follow-up link, and says that it did. */
const filled = document.getElementById('filled');
if (takeSecretOfLink(/^[\w-]{22}$/, 'words', 'open') && filled) filled.hidden = false;
