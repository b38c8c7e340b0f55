import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anchoredLine,
  anchorLeaf,
  anchorRoot,
  anchorStatement,
  hex,
  isSignedBy,
  signAnchor,
  type AnchorDay,
  type Hex,
  type SignedAnchor,
} from '../../functions/domain/audit/anchor.ts';
import {
  checkAuditLog,
  nextAuditEntry,
  openAuditEntry,
  type AuditCheck,
  type AuditHead,
  type NewAuditEntry,
  type SealedAuditEntry,
} from '../../functions/domain/audit/audit-log-line.ts';
import { auditLogOf } from '../../functions/domain/casework/reading/read-audit-log.ts';
import { checkWindow, windowOf } from '../../functions/domain/audit/audit-window.ts';
import { caseOperations, otherOperations } from '../../functions/domain/casework/operations.ts';
import { rechained } from '../team/rechained.ts';
import { auditVectorFile, auditVectors } from './audit-vectors.ts';

const auditActions = [...caseOperations, ...otherOperations].flatMap(({ audit }) => Object.keys(audit));
const key = randomBytes(32);
const caseId = 'case-one';
const by = { id: 'm1', name: 'Ada' };
const done = (action: NewAuditEntry['action'], detail?: string): NewAuditEntry => ({
  on: '2026-03-10T09:20:30.000Z',
  by,
  action,
  detail,
});
const logOf = (length: number, id = caseId, withKey: Uint8Array = key): SealedAuditEntry[] => {
  const lines: SealedAuditEntry[] = [];
  for (let number = 1; number <= length; number++)
    lines.push(nextAuditEntry(withKey, id, lines.at(-1), done('noted', `number ${number}`)));
  return lines;
};
const endOf = (lines: readonly SealedAuditEntry[]): AuditHead | undefined => {
  const last = lines.at(-1);
  return last && { number: last.number, hash: last.hash };
};

describe('a line of the audit log', () => {
  it.each(auditActions)('%s opens as it was sealed', (action) => {
    const line = nextAuditEntry(key, caseId, undefined, done(action, 'a detail'));
    expect(line.number).toBe(1);
    expect(openAuditEntry(key, caseId, line)).toEqual(done(action, 'a detail'));
  });

  it('opens in its own place alone: not under another key, case or number', () => {
    const [first, second] = logOf(2);
    if (!first || !second) throw new Error('two lines');
    expect(openAuditEntry(randomBytes(32), caseId, first)).toBeUndefined();
    expect(openAuditEntry(key, 'another', first)).toBeUndefined();
    expect(openAuditEntry(key, caseId, { ...first, number: 2 })).toBeUndefined();
    expect(openAuditEntry(key, caseId, { ...second, sealed: first.sealed })).toBeUndefined();
  });

  it('does not tell by its size what was done', () => {
    const sizes = auditActions.map(
      (action) => nextAuditEntry(key, caseId, undefined, done(action)).sealed.length,
    );
    expect(new Set(sizes).size).toBe(1);
  });
});

describe('the chain', () => {
  it('is whole from nothing to its end, at any length', () => {
    for (const length of [0, 1, 2, 30]) {
      const lines = logOf(length);
      expect(checkAuditLog(caseId, lines, endOf(lines))).toEqual({ kind: 'whole', entries: length });
    }
  });

  it('is another one for another case', () => {
    const lines = logOf(3);
    expect(checkAuditLog('another', lines, endOf(lines))).toEqual({ kind: 'broken', at: 1 });
  });

  it('breaks exactly where one byte of one line is changed', () => {
    const lines = logOf(6);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('sealed' as const, 'hash' as const),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (number, part, at, flip) => {
          const changed = lines.map((line) => {
            if (line.number !== number) return line;
            const bytes = Uint8Array.from(line[part]);
            bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ flip;
            return { ...line, [part]: bytes };
          });
          expect(checkAuditLog(caseId, changed, endOf(lines))).toEqual({ kind: 'broken', at: number });
        },
      ),
    );
  });

  it('breaks at the first line that is not in its place, whatever was taken out, put in or moved', () => {
    const lines = logOf(6);
    const others = logOf(6, 'another');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...lines), fc.constantFrom(...others)), { maxLength: 8 }),
        (mixed) => {
          const same = mixed.findIndex((line, index) => line !== lines[index]);
          const first = same === -1 ? mixed.length + 1 : same + 1;
          const check = checkAuditLog(caseId, mixed, endOf(lines));
          expect(check).toEqual(
            first > 6 && mixed.length === 6 ? { kind: 'whole', entries: 6 } : { kind: 'broken', at: first },
          );
        },
      ),
    );
  });

  it('does not show that it was made again as a whole: that is what anchors are for', () => {
    const lines = logOf(5);
    const forged = rechained(caseId, lines, 2, { sealed: randomBytes(1054) });
    expect(checkAuditLog(caseId, forged, endOf(forged))).toEqual({ kind: 'whole', entries: 5 });
    const cut = lines.slice(0, 3);
    expect(checkAuditLog(caseId, cut, endOf(cut))).toEqual({ kind: 'whole', entries: 3 });
    // But who has no key can make no line that opens.
    const head = { caseId, caseName: 'amber-falcon-27', audit: endOf(forged) };
    // What else a head holds is not looked at.
    const log = auditLogOf({ head: head as never, caseworkKey: key }, forged);
    expect(log.check).toEqual({ kind: 'broken', at: 2 });
  });
});

describe('a log that is longer than one reading', () => {
  const most = 4;
  const lines = logOf(11);
  /** Every window of it, the latest first, as pages go; what each reads, and how it is judged. */
  const windowsOver = (stored: readonly SealedAuditEntry[]) => {
    const seen: AuditCheck[] = [];
    const head = endOf(lines) ?? { number: 0, hash: key };
    for (let before: number | undefined = head.number + 1; before > 1;) {
      const window = windowOf(head, { before }, most);
      const { first, readThrough = Infinity } = window;
      const rows = stored.filter(({ number }) => number >= first - 1 && number <= readThrough);
      expect(rows.length).toBeLessThanOrEqual(most + 2);
      seen.push(checkWindow(caseId, rows, head, window));
      before = first;
    }
    return seen;
  };

  it('is followed part by part, and every part says which one it is', () => {
    expect(windowsOver(lines)).toEqual([
      { kind: 'part-whole', from: 8, through: 11, entries: 11 },
      { kind: 'part-whole', from: 4, through: 7, entries: 11 },
      { kind: 'part-whole', from: 1, through: 3, entries: 11 },
    ]);
    expect(windowOf(endOf(lines), { from: 9 }, most)).toEqual({
      first: 9,
      through: 11,
      last: 11,
      readThrough: undefined,
    });
    expect(windowOf(endOf(lines), { from: 99 }, most)).toMatchObject({ first: 12, through: 11 });
  });

  it('breaks in a part beside or with whatever line is changed, taken out or put in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 11 }), fc.constantFrom('change', 'take', 'move'), (at, how) => {
        const other = logOf(11, caseId)[at - 1];
        const changed = lines.flatMap((line) => {
          if (line.number !== at) return [line];
          if (how === 'take') return [];
          return how === 'change' && other ? [other] : [{ ...line, sealed: randomBytes(40) }];
        });
        expect(windowsOver(changed).some(({ kind }) => kind === 'broken')).toBe(true);
      }),
    );
    const extra = { number: 12, hash: randomBytes(32), sealed: randomBytes(40) };
    expect(windowsOver([...lines, extra])[0]).toEqual({ kind: 'broken', at: 12 });
  });
});

describe('an anchor', () => {
  const day: AnchorDay = '2026-03-11';
  const seed = randomBytes(32);
  const anchored = (leaves: readonly Uint8Array[]): SignedAnchor =>
    signAnchor(seed, { day, cases: leaves.length, root: hex(anchorRoot(leaves)) });

  it('has the same root whatever the order of its leaves, and another one for other leaves', () => {
    const leaves = [1, 2, 3].map((number) => anchorLeaf(caseId, { number, hash: randomBytes(32) }));
    expect(hex(anchorRoot([...leaves].reverse()))).toBe(hex(anchorRoot(leaves)));
    expect(hex(anchorRoot(leaves.slice(1)))).not.toBe(hex(anchorRoot(leaves)));
  });

  it('is signed as a whole: no field can be changed, and no other key signs it', () => {
    const anchor = anchored([randomBytes(32)]);
    expect(isSignedBy(anchor.publicKey, anchor)).toBe(true);
    const root = hex(randomBytes(32));
    const changes: Partial<SignedAnchor>[] = [
      { day: '2026-03-12' },
      { cases: 2 },
      { root },
      { before: root },
      { signature: hex(randomBytes(64)) },
    ];
    for (const change of changes) expect(isSignedBy(anchor.publicKey, { ...anchor, ...change })).toBe(false);
    const other = signAnchor(randomBytes(32), anchor);
    expect(isSignedBy(anchor.publicKey, other)).toBe(false);
    expect(isSignedBy('', anchor)).toBe(false);
  });

  it('knows the line that was the last one, also when the log has grown since', () => {
    const lines = logOf(8);
    const leaves = [anchorLeaf('another', { number: 5, hash: randomBytes(32) }), leafAt(lines, 5)];
    expect(anchoredLine(leaves, caseId, lines)).toBe(5);
    expect(anchoredLine(leaves, 'another', lines)).toBeUndefined();
  });

  it('knows no line of a log that was made again or cut off before it', () => {
    const lines = logOf(8);
    const leaves = [leafAt(lines, 5)];
    expect(
      anchoredLine(leaves, caseId, rechained(caseId, lines, 2, { sealed: randomBytes(1054) })),
    ).toBeUndefined();
    expect(anchoredLine(leaves, caseId, lines.slice(0, 4))).toBeUndefined();
    // What came after it, it says nothing of.
    expect(anchoredLine(leaves, caseId, rechained(caseId, lines, 7, { sealed: randomBytes(1054) }))).toBe(5);
  });
});

const leafAt = (lines: readonly SealedAuditEntry[], number: number): Uint8Array => {
  const line = lines[number - 1];
  if (!line) throw new Error('the log is longer');
  return anchorLeaf(caseId, line);
};

describe('version 1 of the audit log, frozen: what was written under it opens and verifies forever', () => {
  const vectors = auditVectors.parse(JSON.parse(readFileSync(auditVectorFile, 'utf8')));

  it.each(vectors.logs)('the log of $caseId', ({ caseId: id, caseworkKey, lines }) => {
    expect(checkAuditLog(id, lines, lines.at(-1))).toEqual({ kind: 'whole', entries: lines.length });
    for (const { number, sealed, hash, content, leaf } of lines) {
      expect(openAuditEntry(caseworkKey, id, { number, sealed })).toEqual(content);
      expect(hex(anchorLeaf(id, { number, hash }))).toBe(hex(leaf));
    }
  });

  it.each(vectors.anchors)('the anchor $signed.root', ({ seed, leaves, signed }) => {
    expect(hex(anchorRoot(leaves))).toBe(signed.root);
    const anchor = {
      day: signed.day as AnchorDay,
      cases: signed.cases,
      root: signed.root as Hex,
      ...(signed.before === undefined ? {} : { before: signed.before as Hex }),
    };
    expect(signAnchor(seed, anchor)).toEqual(signed);
    // As anybody can check it, without our code.
    const statement = [
      'conductline anchor 1',
      signed.day,
      signed.cases,
      signed.root,
      signed.before ?? '-',
      '',
    ].join('\n');
    expect(Buffer.from(anchorStatement(anchor)).toString()).toBe(statement);
    const spki = Buffer.from(`302a300506032b6570032100${signed.publicKey}`, 'hex');
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(statement), publicKey, Buffer.from(signed.signature, 'hex'))).toBe(true);
  });
});
