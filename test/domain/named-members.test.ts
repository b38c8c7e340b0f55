import { describe, expect, it } from 'vitest';
import { namedMembers } from '../../functions/domain/member/named-members.ts';

const isNamed = (name: string, answer: string): boolean => namedMembers(answer, [{ name }]).length === 1;

describe('members who are named in an answer', () => {
  it.each([
    ['Bob Béla', 'it was bela, I think'],
    ['Dr. Anna Adams', 'Anna was there'],
    ['Anna Maria Adams', 'Maria said it'],
    ['Jo Smith', 'Jo did it'],
    ['Li Wei', 'It was Li.'],
    ['Bo', 'and then bo shouted'],
    ['Łukasz Żak', 'lukasz'],
    ['Jørgen Ås', 'Joergen'],
    ['Jørgen Ås', 'jorgen'],
    ['Joerg Weiss', 'Jörg'],
    ['Günther Weiß', 'Guenther Weiss'],
    ['Ægir Đorđević', 'Dordevic and aegir'],
    ['Anna Adams', '@annaadams wrote it'],
    ['Anna Adams', 'adamsanna42'],
    ['AnnaAdams', 'Anna Adams'],
    ["Sinéad O'Connor", "O'Connor's talk"],
    ['أحمد الشريف', 'ثم جاء وأحمد معه'],
    ['أحمد الشريف', 'قلت لأحمد'],
    ['أحمد الشريف', 'مع الشريف'],
    ['أحمد الشريف', 'قال للشريف'],
    ['أحمد الشريف', 'وبالشريف'],
    ['ليلى', 'فليلى قالت'],
    ['فاطمة علي', 'فاطمه'],
    ['عبد الله حسن', 'رأيت عبدالله هناك'],
    ['山田太郎', '昨日山田さんが叫びました。'],
    ['山田 太郎', '太郎が'],
    ['김민수', '민수가 그랬어요'],
    ['김민수', '김민수씨'],
    ['ALICE', 'alice'],
  ])('%j is named in %j', (name, answer) => {
    expect(isNamed(name, answer)).toBe(true);
  });

  it.each([
    ['Dr. Anna Adams', 'a Dr. was there'],
    ['María de la Cruz', 'la casa de Juan'],
    ['Jo Smith', 'a joke'],
    ['Bob Béla', 'Bobby'],
    ['عبد الله حسن', 'والله لا أعرف'],
    ['أحمد', 'حمدان'],
    ['山田太郎', '田中さん'],
    ['Anna Adams', ''],
  ])('%j is not named in %j', (name, answer) => {
    expect(isNamed(name, answer)).toBe(false);
  });

  it('a long text takes no time', () => {
    const members = Array.from({ length: 50 }, (_, at) => ({ name: `Nobody Number${at}` }));
    expect(namedMembers('A long story, told at length. '.repeat(6_500), members)).toEqual([]);
  });
});
