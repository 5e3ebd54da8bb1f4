using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Rooms;

/// <summary>
/// What a chat takes, for clients that offer no more than that (state event <c>com.beeper.room_features</c>). Made of what the account's
/// class implements and the limits that it names, so that it cannot disagree with what happens.
/// </summary>
internal static class RoomFeatures
{
    public const string EventType = "com.beeper.room_features";

    private const int Refused = -2;
    private const int Full = 2;

    public static JsonObject Of(NetworkId network, IAccount account, ChatKey chat)
    {
        var limits = (account as IHasLimits)?.GetLimits(chat) ?? new MessageLimits();
        var features = new JsonObject
        {
            ["id"] = $"bridges.{network}",
            ["file"] = Files(account, limits, (account as ISendsViewOnce)?.ViewOnceKinds(chat) ?? []),
            ["location_message"] = Level(account is ISends<LocationContent>),
            ["poll"] = Level(account is ISends<PollContent>),
            ["reply"] = Full,
            ["thread"] = Refused,
            ["edit"] = Level(account is IEditsMessages),
            ["delete"] = Level(account is IDeletesMessages),
            ["reaction"] = Level(account is IReacts),
            ["read_receipts"] = account is ISendsReadReceipts,
            ["typing_notifications"] = account is ISendsTyping,
            ["delete_chat"] = account is IDeletesChats,
            ["delete_chat_for_everyone"] = account is IDeletesChats deleter && deleter.CanDeleteForEveryone(chat),
        };
        Put(features, "max_text_length", limits.TextLength);
        Put(features, "edit_max_age", (long?)limits.EditWindow?.TotalSeconds);
        Put(features, "edit_max_count", limits.Edits);
        Put(features, "delete_max_age", (long?)limits.DeleteWindow?.TotalSeconds);
        return features;
    }

    private static JsonObject Files(IAccount account, MessageLimits limits, IReadOnlyList<MediaKind> viewOnce)
    {
        var files = new JsonObject();
        (string Type, MediaKind Kind, bool IsTaken)[] kinds =
        [
            (MessageTypes.Image, MediaKind.Image, account is ISends<ImageContent>),
            (MessageTypes.Video, MediaKind.Video, account is ISends<VideoContent>),
            (MessageTypes.Audio, MediaKind.Audio, account is ISends<AudioContent>),
            (MessageTypes.File, MediaKind.File, account is ISends<FileContent>),
            (MessageTypes.Sticker, MediaKind.Sticker, account is ISends<StickerContent>),
            ("org.matrix.msc3245.voice", MediaKind.Voice, account is ISends<VoiceContent>),
            ("fi.mau.gif", MediaKind.Animation, account is ISends<AnimationContent>),
        ];
        foreach (var (type, kind, isTaken) in kinds)
        {
            // What is not taken as what it is goes as a file.
            if (isTaken || account is ISends<FileContent>)
            {
                files[type] = File(limits, isTaken ? kind : MediaKind.File, viewOnce);
            }
        }

        return files;
    }

    private static JsonObject File(MessageLimits limits, MediaKind kind, IReadOnlyList<MediaKind> viewOnce)
    {
        var rules = limits.Media.GetValueOrDefault(kind) ?? new MediaRules();
        var file = new JsonObject
        {
            // Other types are converted, or go as files.
            ["mime_types"] = new JsonObject { ["*/*"] = Full },
            ["caption"] = Level(rules.TakesCaption),
        };
        if (viewOnce.Contains(kind))
        {
            file["view_once"] = true;
        }

        Put(file, "max_caption_length", limits.CaptionLength);
        Put(file, "max_size", rules.MaximumSize);
        return file;
    }

    private static int Level(bool isThere) => isThere ? Full : Refused;

    private static void Put(JsonObject target, string name, long? value)
    {
        if (value is { } number)
        {
            target[name] = number;
        }
    }
}
