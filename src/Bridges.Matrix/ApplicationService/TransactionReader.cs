using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>Reads what a homeserver pushes.</summary>
public static class TransactionReader
{
    /// <summary>
    /// Takes a transaction apart. Only a body that is no transaction at all is refused: the homeserver repeats a refused one for
    /// ever, so a single bad event must not stop those behind it.
    /// </summary>
    /// <param name="body">UTF-8 JSON, of a length that the receiving server has bounded; not needed any more afterwards.</param>
    public static TransactionResult Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return TransactionEntries.TryRead(body.Span, out var entries)
                ? new TransactionResult(entries.ToTransaction(), Refusal: null)
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
