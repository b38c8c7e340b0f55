import { describe, expect, it } from 'vitest';
import { mergeSettings } from '../../functions/settings/merge.ts';

const withChat = (chat: unknown) => mergeSettings({ sender: 'conduct@example.org', webhooks: { chat } });

describe('settings of webhooks', () => {
  it('need an address; then what is urgent is told, and nothing of cases with exclusions', () => {
    expect(withChat({ url: 'https://chat.example.org/hooks/x' })).toMatchObject({
      ok: true,
      settings: {
        webhooks: {
          chat: { url: 'https://chat.example.org/hooks/x', when: 'urgent', evenWithExclusions: false },
        },
      },
    });
  });

  it.each([
    'http://chat.example.org/x',
    'ftp://chat.example.org/x',
    'https://localhost/x',
    'https://localhost./x',
    'https://chat.localhost/x',
    'https://printer.local/x',
    'https://api.internal/x',
    'https://intranet/x',
    'https://127.0.0.1/x',
    'https://127.1/x',
    'https://0x7f.0.0.1/x',
    'https://2130706433/x',
    'https://10.0.0.7:8443/x',
    'https://93.184.216.34/x',
    'https://[::1]/x',
    'https://[2606:2800:220:1::]/x',
    'https://user:word@chat.example.org/x',
    'not an address',
    '',
  ])('%s is refused, and its field is named', (url) => {
    const result = withChat({ url });
    expect(result.ok).toBe(false);
    if (!result.ok)
      expect([...new Set(result.problems.map(({ field }) => field))]).toEqual(['webhooks.chat.url']);
  });

  it('name what they do not know', () => {
    expect(withChat({ url: 'https://chat.example.org/x', when: 'never' })).toMatchObject({
      ok: false,
      problems: [{ field: 'webhooks.chat.when' }],
    });
    expect(withChat({ url: 'https://chat.example.org/x', token: 'x' })).toMatchObject({
      ok: false,
      problems: [{ field: 'webhooks.chat.token' }],
    });
  });
});
