using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Takes pictures of groups and channels that clients bring up.</summary>
internal sealed class ChatPictures(WorldState world)
{
    private const int LargestPicture = 10 * 1024 * 1024;
    private const int SmallestSide = 160;

    public UpdateBatch Change(GroupChat chat, CallContext call)
    {
        var photo = call.Query.Object("photo");
        return world.ChatInfo.ChangePicture(chat, call.Caller, photo.Name == "inputChatUploadedPhoto" ? Read(photo.Object("file"), call.Caller) : default(ReadOnlyMemory<byte>?), call.Session);
    }

    private ReadOnlyMemory<byte> Read(TlObject file, Person caller)
    {
        var content = world.Files.Take(caller, file.Long("id"), file.Int("parts"));
        var bytes = content.Read(0, LargestPicture);
        var (width, height) = ImageSize.Of(bytes);
        return Math.Min(width, height) >= SmallestSide ? bytes : throw RpcException.BadRequest("PHOTO_CROP_SIZE_SMALL");
    }
}
