using System.Security.Cryptography;
using System.Text;
using Bridges.Abstractions;

namespace Bridges.WhatsApp.Messages.Outgoing;

/// <summary>
/// WhatsApp lets the sender choose a message's id, and receivers drop a second message with the same: so the id follows from
/// the delivery's, and a repeat is harmless.
/// </summary>
internal static class MessageIds
{
    /// <param name="part">Counts what one delivery is made of.</param>
    public static string For(DeliveryId delivery, int part = 0) =>
        $"3EB0{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{delivery.Value}\n{part}")))[..18]}";

    /// <summary>Whether a message has one of the ids that a delivery is sent with.</summary>
    public static bool IsOf(OutgoingMessage sent, RemoteMessageId told) =>
        Enumerable.Range(0, 1 + ((sent.Content as AlbumContent)?.Items.Count ?? 0)).Any(part => For(sent.Delivery, part) == told.Value);
}
