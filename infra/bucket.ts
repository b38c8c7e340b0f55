/** The environment variable that carries the name of the bucket of attachments to the functions. */
export const bucketVariable = 'ATTACHMENTS_BUCKET';
