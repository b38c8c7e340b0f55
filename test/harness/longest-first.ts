import { posix, relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Seconds that the longest files take on two cores. Where one of them begins last, the other core waits for it; what
 * matters is their order, and that whatever takes more than three seconds is among them.
 */
const seconds: Readonly<Record<string, number>> = {
  'test/team/permissions.test.ts': 60,
  'test/held/held-worlds.test.ts': 40,
  'test/team/decision-rules.test.ts': 30,
  'test/local/running.test.ts': 29,
  'test/ops/commands.test.ts': 28,
  'test/cleaning/foreign-tools/media.test.ts': 27,
  'test/invariants/hidden-persons.test.ts': 25,
  'test/invariants/statistics.test.ts': 25,
  'test/held/held.test.ts': 20,
  'test/mail/erasure.test.ts': 24,
  'test/mail/filing.test.ts': 20,
  'test/canary/mails.test.ts': 20,
  'test/mail/faults.test.ts': 15,
  'test/mail/replies.test.ts': 10,
  'test/mail/pages.test.ts': 6,
  'test/team/lived-community.test.ts': 20,
  'test/scheduled/deadlines.test.ts': 17,
  'test/invariants/register.test.ts': 16,
  'test/canary/killed.test.ts': 15,
  'test/invariants/non-interference.test.ts': 12,
  'test/invariants/access.test.ts': 12,
  'test/invariants/hidden-decisions.test.ts': 11,
  'test/canary/canary.test.ts': 11,
  'test/invariants/hidden-procedure.test.ts': 11,
  'test/team/statistics.test.ts': 11,
  'test/team/transparency.test.ts': 11,
  'test/infra/build.test.ts': 10,
  'test/team/export.test.ts': 10,
  'test/invariants/truth.test.ts': 9,
  'test/team/met-before.test.ts': 10,
  'test/local/demo.test.ts': 9,
  'test/local/function-runner.test.ts': 9,
  'test/envelope/seal-under-garbage-collection.test.ts': 8.5,
  'test/team/search-contents.test.ts': 8.4,
  'test/team/register-entries.test.ts': 8,
  'test/ops/help.test.ts': 7.7,
  'test/team/search.test.ts': 7.4,
  'test/cleaning/damaged.test.ts': 7.4,
  'test/invariants/hidden-links.test.ts': 7.4,
  'test/invariants/person.test.ts': 7,
  'test/cleaning/memory.test.ts': 6.3,
  'test/team/deciding.test.ts': 6.1,
  'test/team/two-people.test.ts': 5.6,
  'test/invariants/stored-sizes.test.ts': 5.5,
  'test/team/full-lists.test.ts': 5.2,
  'test/team/files-sent.test.ts': 5.2,
  'test/mail/hostile.test.ts': 20,
  'test/adapters/worker/stoppable-thread.test.ts': 5,
  'test/team/members.test.ts': 5,
  'test/faults/unprocessed.test.ts': 5,
  'test/cleaning/foreign-tools/pdf.test.ts': 4.2,
  'test/held/held-pages.test.ts': 4,
  'test/team/files-read.test.ts': 4.1,
  'test/infra/app.test.ts': 4,
  'test/faults/storage.test.ts': 4,
  'test/scheduled/recompute-due-times.test.ts': 4,
};

/** Runs the longest files first, and the others in the order of their paths, whatever was measured on this machine before. */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const path = ({ moduleId, project }: TestSpecification): string =>
      posix.normalize(relative(project.config.root, moduleId).replaceAll('\\', '/'));
    const weight = (file: TestSpecification): number => seconds[path(file)] ?? 0;
    return Promise.resolve(
      [...files].sort((one, other) => weight(other) - weight(one) || (path(one) < path(other) ? -1 : 1)),
    );
  }
}
