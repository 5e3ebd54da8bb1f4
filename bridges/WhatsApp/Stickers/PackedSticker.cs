using System.Text.Json.Serialization;

namespace Bridges.WhatsApp.Stickers;

/// <summary>Where a sticker of a pack is.</summary>
/// <param name="Chat">The chat in which the pack came.</param>
/// <param name="Message">The message that it came in.</param>
/// <param name="File">The sticker's name in the pack's archive.</param>
/// <param name="IsLottie">A drawing in an archive of its own.</param>
internal sealed record PackedSticker(string Chat, string Message, string File, bool IsLottie);

[JsonSerializable(typeof(PackedSticker))]
internal sealed partial class PackedStickerJson : JsonSerializerContext;
