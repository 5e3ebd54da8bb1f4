using System.Security.Cryptography;
using Bridges.Core.Ephemeral;
using Bridges.Core.IncomingEvents;
using Bridges.Core.MissedEvents;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Intake;

/// <summary>Takes what the homeserver sends: into the journal what must not be lost, typing at once to where it is shown.</summary>
internal sealed class TransactionIntake(
    Journal journal, TransactionRows rows, MissedEventSearch missed, MatrixTypingNotices typing, EventFilter filter, NamespaceUsers users) : IApplicationService
{
    public async Task ReceiveAsync(string transactionId, AppServiceTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await missed.BeforeTransactionAsync(transactionId, transaction, cancellationToken);
            var taken = await rows.OfAsync(transaction, cancellationToken);
            // Rows that are known again by themselves need no transaction to be known by.
            await journal.AppendAsync(taken, taken.Any(row => row.SourceKey is null) ? KeyOf(transactionId, taken) : null, cancellationToken);
        }
        catch
        {
            // The homeserver's end may be the reason, or what it makes of our failure.
            missed.Suspect();
            throw;
        }

        ShowTyping(transaction);
    }

    public void SuspectLoss() => missed.Suspect();

    public Task<bool> UserExistsAsync(UserId user, CancellationToken cancellationToken) => users.ExistsAsync(user, cancellationToken);

    /// <summary>
    /// The id alone does not name a transaction: Synapse on SQLite counts from one again after a restart. Events are known
    /// again by their own ids besides.
    /// </summary>
    private static string KeyOf(string transactionId, List<NewJournalRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            hash.AppendData(row.Payload.Span);
        }

        return $"{transactionId}/{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private void ShowTyping(AppServiceTransaction transaction)
    {
        foreach (var notice in transaction.Ephemeral.OfType<TypingEvent>())
        {
            typing.Show(notice.Room, [.. notice.Users.Where(filter.MayAct)]);
        }
    }
}
