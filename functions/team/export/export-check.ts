/** The script that checks a copy, as `infra/export-check.ts` builds it from `check/check-export.ts`. */
declare const CONDUCTLINE_EXPORT_CHECK: string;

/** Goes with each copy, for whoever receives it. */
export const exportCheckScript: string = CONDUCTLINE_EXPORT_CHECK;
