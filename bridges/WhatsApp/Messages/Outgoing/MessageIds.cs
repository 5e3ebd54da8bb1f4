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
}
