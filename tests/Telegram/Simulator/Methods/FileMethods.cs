using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Downloads: the pictures of people and chats.</summary>
internal sealed class FileMethods(WorldState world) : IMethodGroup
{
    private const int LargestPart = 1024 * 1024;

    public void AddTo(MethodTable table) => table.Add("upload.getFile", GetFile);

    private TlObject GetFile(CallContext call)
    {
        var location = call.Query.Object("location");
        var id = location.Has("photo_id") ? location.Long("photo_id") : location.Long("id");
        var file = world.Pictures.Find(id)?.Jpeg ?? throw RpcException.BadRequest("LOCATION_INVALID");
        var offset = (int)Math.Clamp(call.Query.Long("offset"), 0, file.Length);
        var length = Math.Clamp(call.Query.Int("limit"), 0, Math.Min(LargestPart, file.Length - offset));
        return new TlObject("upload.file") { ["type"] = new TlObject("storage.fileJpeg"), ["bytes"] = file.Slice(offset, length).ToArray() };
    }
}
