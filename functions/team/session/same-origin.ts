/**
 * Whether a request that changes something was made by a page of ours: the browser says so in `Sec-Fetch-Site` (W3C
 * Fetch Metadata), or at least names our own `Origin` (RFC 6454). A browser that says neither is refused. The cookie's
 * `SameSite=Strict` stands behind it.
 */
export const isSameOrigin = (request: Request): boolean => {
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== new URL(request.url).origin) return false;
  const site = request.headers.get('sec-fetch-site');
  return site === null ? origin !== null : site === 'same-origin';
};

/**
 * Whether a request that only reads may go by the session: it comes from a page of ours or from the address bar, or the
 * browser is too old to say. A sister host of the same domain gets the cookie sent along, and must not make a member
 * open a case by a picture on its page.
 */
export const mayReadBySession = (request: Request): boolean => {
  const site = request.headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' || site === 'none';
};
