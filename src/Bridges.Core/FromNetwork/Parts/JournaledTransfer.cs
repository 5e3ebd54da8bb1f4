using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Core.Identity;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>A file whose chat has gone on without it, as it stands in the journal.</summary>
/// <param name="Part">The part of the message that the file is.</param>
/// <param name="Reserved">Where the file is to be put; null: it is edited into the event that holds its place.</param>
/// <param name="Uploader">In whose name that was reserved; null: the bot's.</param>
internal sealed record JournaledTransfer(AccountId Account, RemoteMessage Message, string Part, string? Reserved = null, string? Uploader = null)
{
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, JournaledTransferJson.Default.JournaledTransfer);

    /// <summary>The mark of what is done in the place of the file.</summary>
    public BridgeMark MarkIn(PortalRow portal) => BridgeMark.Message(portal, Message.Id, Part) with { IsChange = true };

    /// <summary>Null where it cannot be read.</summary>
    public static JournaledTransfer? TryRead(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload.Span, JournaledTransferJson.Default.JournaledTransfer) is { Message: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournaledTransfer))]
internal sealed partial class JournaledTransferJson : JsonSerializerContext;
