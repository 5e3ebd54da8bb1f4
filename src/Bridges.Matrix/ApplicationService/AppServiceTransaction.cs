namespace Bridges.Matrix;

/// <summary>What a homeserver pushes with <c>PUT /_matrix/app/v1/transactions/{txnId}</c>.</summary>
/// <param name="Events">The events of rooms, in the homeserver's order.</param>
/// <param name="Ephemeral">Typing and receipts; what is of another kind or cannot be read is left out, since nothing depends on it.</param>
public sealed record AppServiceTransaction(IReadOnlyList<TransactionEvent> Events, IReadOnlyList<EphemeralEvent> Ephemeral);
