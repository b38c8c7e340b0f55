import { takeSecretOfLink } from './secret-of-link.ts';

/** Fills the form from an enrolment link. */
takeSecretOfLink(/^[\w-]{8,64}[.][\w-]{43}$/, 'link', 'go');
