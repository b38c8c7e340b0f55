import * as z from 'zod';

/** Who of the team wrote something. The name is kept with it: authorship stays when a member leaves. */
export const author = z.object({ id: z.string(), name: z.string() });
export type Author = z.infer<typeof author>;

export const authorOf = ({
  memberId,
  name,
}: {
  readonly memberId: string;
  readonly name: string;
}): Author => ({
  id: memberId,
  name,
});
