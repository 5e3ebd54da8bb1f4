using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bridges.Abstractions;

namespace Bridges.Core.Identity;

/// <summary>
/// Transaction ids for sends to the homeserver, derived from what is sent, so that a repeat after a crash is the same
/// event to the homeserver.
/// </summary>
internal static class TransactionIds
{
    public static string Of(NetworkId network, ChatKey chat, string what) =>
        Hash($"{network}\n{chat.Receiver}\n{chat.Chat}\n{what}");

    /// <summary>For what the bridge says about a Matrix event of its own accord.</summary>
    public static string About(string eventId, string what) => Hash($"{eventId}\n{what}");

    private static string Hash(string text) =>
        "b" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 18));
}
