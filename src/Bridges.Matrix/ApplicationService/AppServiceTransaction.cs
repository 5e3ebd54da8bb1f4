using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>What a homeserver pushes with <c>PUT /_matrix/app/v1/transactions/{txnId}</c>.</summary>
/// <param name="Events">The events of rooms, in the homeserver's order.</param>
/// <param name="Ephemeral">Typing and receipts; what is of another kind or cannot be read is left out, since nothing depends on it.</param>
public sealed record AppServiceTransaction(IReadOnlyList<TransactionEvent> Events, IReadOnlyList<EphemeralEvent> Ephemeral)
{
    /// <summary>
    /// Takes a transaction apart. Only a body that is no transaction at all is refused: the homeserver repeats a refused one for
    /// ever, so a single bad event must not stop those behind it.
    /// </summary>
    /// <param name="body">UTF-8 JSON, of a length that the receiving server has bounded; not needed any more afterwards.</param>
    public static TransactionResult Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return TransactionReader.TryRead(body.Span, out var parts)
                ? new TransactionResult(parts.ToTransaction(), Refusal: null)
                : Refuse(MatrixErrorCodes.BadJson, "A transaction is an object whose 'events' and 'ephemeral' are arrays.");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return Refuse(MatrixErrorCodes.NotJson, $"The transaction is not JSON: {malformed.Message}");
        }
    }

    private static TransactionResult Refuse(string errorCode, string message) =>
        new(Transaction: null, new TransactionRefusal(errorCode, message));
}
