using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Provisioning;

/// <inheritdoc cref="IUserFailures"/>
internal sealed class UserFailures(DeadLetters deadLetters, Journal journal) : IUserFailures
{
    public async Task<IReadOnlyList<JournalRow>> ListAsync(UserId user, CancellationToken cancellationToken) =>
        [.. (await deadLetters.ListAsync(cancellationToken)).Where(row => IsOf(user, row))];

    public async Task<bool> RetryAsync(UserId user, long id, CancellationToken cancellationToken) =>
        await IsOwnAsync(user, id, cancellationToken) && await deadLetters.ReviveAsync(id, cancellationToken);

    public async Task<bool> DropAsync(UserId user, long id, CancellationToken cancellationToken) =>
        await IsOwnAsync(user, id, cancellationToken) && await deadLetters.DropAsync(id, cancellationToken);

    private async Task<bool> IsOwnAsync(UserId user, long id, CancellationToken cancellationToken) =>
        await journal.FindAsync(id, cancellationToken) is { State: JournalState.Dead } row && IsOf(user, row);

    private static bool IsOf(UserId user, JournalRow row) =>
        row.Direction == JournalDirection.FromMatrix && MatrixEventReader.TryRead(row.Payload, out var roomEvent, out _) && roomEvent.Sender == user;
}
