/**
 * Whether a request that changes something, or that shows a case, was made by a page of ours: the browser says so in
 * `Sec-Fetch-Site` (W3C Fetch Metadata), or at least names our own `Origin` (RFC 6454). A browser that says neither is
 * refused. The cookie's `SameSite=Strict` stands behind it.
 */
export const isSameOrigin = (request: Request): boolean => {
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== new URL(request.url).origin) return false;
  const site = request.headers.get('sec-fetch-site');
  return site === null ? origin !== null : site === 'same-origin';
};
