import type { ShownFile } from './shown-files.ts';
import type { DemoMemberClient, DemoReporter, Told } from './demo-people.ts';
import type { MemberName } from './demo-team.ts';

/** A case once it is there. `told` is what its reporter was given; absent where a member wrote the report down. */
export type DemoCase = { readonly id: string; readonly caseName: string; readonly told?: Told };

/** Who acts, and on what. */
export type Scene = {
  readonly reporter: DemoReporter;
  readonly member: (name: MemberName) => DemoMemberClient;
  readonly memberId: (name: MemberName) => string;
  /** The case of a story whose first step is over. @throws when it is not */
  readonly caseOf: (story: string) => DemoCase;
  /** A day from the demo's present, as `2026-11-30`. */
  readonly dayIn: (days: number) => string;
};

/** Something that happens to a case, so many days before the demo is made. */
export type Step = {
  readonly daysAgo: number;
  readonly act: (scene: Scene, story: string) => Promise<unknown>;
};

export type Story = {
  /** What it shows, in a word or two; the other stories find its case by it. */
  readonly name: string;
  readonly sentDaysAgo: number;
  /** Makes the case: a report that is sent, or one that a member writes down. */
  readonly begin: (scene: Scene) => Promise<DemoCase>;
  readonly steps: readonly Step[];
};

/** A body of JSON. */
type Content = Readonly<Record<string, unknown>>;

/** A report as `POST /api/reports` takes it. */
export const sends =
  (report: Content | ((scene: Scene) => Content)) =>
  async (scene: Scene): Promise<DemoCase> => {
    const told = await scene.reporter.send(typeof report === 'function' ? report(scene) : report);
    const id = await scene.member('Local lead').caseNamed(told.caseName);
    return { id, caseName: told.caseName, told };
  };

const toldOf = (scene: Scene, story: string): Told => {
  const { told } = scene.caseOf(story);
  if (told === undefined) throw new Error(`nobody has words for ${story}`);
  return told;
};

export const reporterWrites = (daysAgo: number, text: string): Step => ({
  daysAgo,
  act: (scene, story) => scene.reporter.write(toldOf(scene, story), text),
});

export const reporterSendsFiles = (daysAgo: number, text: string, files: readonly ShownFile[]): Step => ({
  daysAgo,
  act: (scene, story) => scene.reporter.sendFiles(toldOf(scene, story), text, files),
});

export const reporterWithdraws = (daysAgo: number, choice: string): Step => ({
  daysAgo,
  act: (scene, story) => scene.reporter.withdraw(toldOf(scene, story), choice),
});

export const opens = (daysAgo: number, name: MemberName): Step => ({
  daysAgo,
  act: (scene, story) => scene.member(name).open(scene.caseOf(story).id),
});

export const stepsAside = (daysAgo: number, name: MemberName): Step => ({
  daysAgo,
  act: (scene, story) => scene.member(name).stepAside(scene.caseOf(story).id),
});

/** A member sends something to one of the addresses of the case: a message, a note, a state. */
export const does = (
  daysAgo: number,
  name: MemberName,
  path: string,
  content: Content | ((scene: Scene) => Content),
): Step => ({
  daysAgo,
  act: (scene, story) =>
    scene
      .member(name)
      .post(scene.caseOf(story).id, path, typeof content === 'function' ? content(scene) : content),
});

/** A member opens the original of the first file, with a reason. */
export const opensOriginal = (daysAgo: number, name: MemberName, reason: string): Step => ({
  daysAgo,
  act: async (scene, story) => {
    const { id } = scene.caseOf(story);
    const file = await scene.member(name).firstFile(id);
    return scene.member(name).post(id, `/attachments/${file}/original`, { reason });
  },
});
