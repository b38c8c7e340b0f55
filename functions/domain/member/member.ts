/** A conduct team member, as the team table knows them. */
export type Member = {
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
  readonly channels: readonly string[];
  readonly lead: boolean;
  /** What reporters read of them beside their name. */
  readonly expertise?: string | undefined;
  readonly languages?: string | undefined;
  readonly availability?: string | undefined;
  /** The notice this member was sent and has not followed yet; until they look, no other of its kind is sent. */
  readonly noticed?: 'ordinary' | 'urgent' | undefined;
};
