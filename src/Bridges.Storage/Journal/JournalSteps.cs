namespace Bridges.Storage;

/// <summary>What becomes of a row on its way, each as a statement that is committed together with what it came to.</summary>
public static class JournalSteps
{
    // Kept short: of what is tried for days, the latest tell.
    internal const string Logged = "attempt_log = (CASE WHEN LENGTH(attempt_log) > 4000 THEN SUBSTR(attempt_log, 2000) ELSE COALESCE(attempt_log, '') END) ||";

    // The content goes with the end, and the key with it: what was not delivered keeps that.
    internal const string KeepsKey = "source_key = COALESCE(source_key, (SELECT payloads.source_key FROM payloads WHERE payloads.id = journal.id))";

    private const string DoneSql = "UPDATE journal SET state = 3, reason = NULL, finished_at = $2 WHERE id = $1";
    private const string HandingOverSql = "UPDATE journal SET state = 1, handed_over_at = $2 WHERE id = $1";
    private const string RetrySql = $"UPDATE journal SET state = $5, attempts = $2, next_attempt_at = $3, reason = $4, {Logged} $6 WHERE id = $1";
    private const string DeadSql = "UPDATE journal SET state = 2, reason = $2, finished_at = $3 WHERE id = $1";
    private const string RefusedSql = $"UPDATE journal SET state = 3, reason = $2, finished_at = $3, {KeepsKey} WHERE id = $1";

    public static Statement Done(long id, long now) => new(DoneSql, id, now);

    public static Statement HandingOver(long id, long now) => new(HandingOverSql, id, now);

    /// <param name="state">Queued, or still handing over where the network may have carried it out.</param>
    public static Statement Retry(long id, int attempts, long now, long nextAttemptAt, string reason, JournalState state = JournalState.Queued) =>
        new(RetrySql, id, (long)attempts, nextAttemptAt, reason, (long)state, JournalAttempt.Line(now, reason));

    /// <summary>Finished without having been delivered, and without anything that could be tried again.</summary>
    public static Statement Refused(long id, string reason, long now) => new(RefusedSql, id, reason, now);

    public static Statement Dead(long id, string reason, long now) => new(DeadSql, id, reason, now);
}
