using System.Net;
using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>What a homeserver pushes with <c>PUT /_matrix/app/v1/transactions/{txnId}</c>.</summary>
/// <param name="Events">The events of rooms, in the homeserver's order.</param>
/// <param name="Ephemeral">Typing, receipts and presence; those that cannot be read are left out, since nothing depends on them.</param>
public sealed record AppServiceTransaction(IReadOnlyList<TransactionEvent> Events, IReadOnlyList<EphemeralEvent> Ephemeral)
{
    /// <summary>
    /// Takes a transaction apart. Only a body that is no transaction at all is refused: the homeserver repeats a refused one for
    /// ever, so a single bad event must not stop those behind it.
    /// </summary>
    /// <param name="body">UTF-8 JSON; not needed any more afterwards.</param>
    /// <param name="limits">The sizes to accept.</param>
    public static TransactionResult Parse(ReadOnlyMemory<byte> body, TransactionLimits limits)
    {
        if (body.Length > limits.MaxBodyBytes)
        {
            return Refuse(
                HttpStatusCode.RequestEntityTooLarge, MatrixErrorCodes.TooLarge, $"The transaction has {body.Length} bytes, more than the {limits.MaxBodyBytes} allowed.");
        }

        try
        {
            return TransactionReader.TryRead(body.Span, out var parts)
                ? new TransactionResult(parts.ToTransaction(limits), Refusal: null)
                : Refuse(HttpStatusCode.BadRequest, MatrixErrorCodes.BadJson, "A transaction is an object whose 'events' and 'ephemeral' are arrays.");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return Refuse(HttpStatusCode.BadRequest, MatrixErrorCodes.NotJson, $"The transaction is not JSON: {malformed.Message}");
        }
    }

    private static TransactionResult Refuse(HttpStatusCode status, string errorCode, string message) =>
        new(Transaction: null, new TransactionRefusal(status, errorCode, message));
}
