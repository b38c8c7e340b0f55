import type { Context } from 'hono';
import { filePagePolicy } from '../ui/page-headers.ts';
import { CasePage } from './case-page.tsx';
import type { CaseView } from './case-view.ts';

/** A case's page with the policy that its scripts need. */
export const casePage = (
  c: Context,
  view: CaseView,
  status: 200 | 409 | 422 | 503 = 200,
): Response | Promise<Response> =>
  c.html(<CasePage view={view} />, status, { 'content-security-policy': filePagePolicy });
