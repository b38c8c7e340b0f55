import { describe, expect, it } from 'vitest';
import { emailAddress, mailboxOf } from '../../functions/settings/email-address.ts';
import { bareAddress } from '../../infra/local/ses/addresses.ts';

const address = emailAddress('Must be an address.');

describe('a mail address', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    ['ada+conduct@example.org', 'ada+conduct@example.org'],
    ["o'brien@example.org", "o'brien@example.org"],
    ['research&law@example.org', 'research&law@example.org'],
    ['first/last@example.org', 'first/last@example.org'],
    ['!#$%*-=?^_`{|}~.x@example.org', '!#$%*-=?^_`{|}~.x@example.org'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@example.xn--p1ai', 'ada@example.xn--p1ai'],
    ['ada@b\u00fccher.example', 'ada@xn--bcher-kva.example'],
    ['ada@\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@\u4f8b\u3048\u3002\u30c6\u30b9\u30c8', 'ada@xn--r8jz45g.xn--zckzah'],
    [' Ada@Example.ORG. ', 'Ada@example.org'],
    ['1@123.example', '1@123.example'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ])('%s is taken, and mail goes to %s', (typed, kept) => {
    expect(address.parse(typed)).toBe(kept);
    expect(bareAddress(kept)).toBe(kept);
  });

  it.each([
    ...[
      '',
      'ada',
      'ada@',
      '@example.org',
      'ada@example',
      'a b@example.org',
      'ada@exa mple.org',
      'ada@@example.org',
    ],
    ...[
      '.ada@example.org',
      'ada.@example.org',
      'a..da@example.org',
      'ada@-x.example',
      'ada@x-.example',
      'ada@a..example',
    ],
    ...[
      'ada@[192.0.2.1]',
      'ada@192.0.2.1',
      'ada@example.org/x',
      'ada@example.org:25',
      'ada@x%2e.example',
      '"a b"@example.org',
    ],
    ...[
      'ad\u00e9@example.org',
      'Ada <ada@example.org>',
      'ada@example.org, eve@example.org',
      'ada@example.org\r\nBcc: eve@example.org',
    ],
    ...[`${'a'.repeat(65)}@example.org`, `ada@${'x'.repeat(64)}.example`, `ada@${'x.'.repeat(130)}example`],
  ])('%j is refused', (typed) => {
    expect(address.safeParse(typed).success).toBe(false);
  });

  it('is one mailbox with any capitals and either spelling of its domain', () => {
    expect(mailboxOf('ADA@B\u00fccher.example')).toBe(mailboxOf('ada@xn--bcher-kva.EXAMPLE'));
    expect(mailboxOf('ada+x@example.org')).not.toBe(mailboxOf('ada@example.org'));
    expect(mailboxOf('no address')).toBe('no address');
  });
});
