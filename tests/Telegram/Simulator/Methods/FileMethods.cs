using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Files up and down, part by part.</summary>
internal sealed class FileMethods(WorldState world) : IMethodGroup
{
    private const int LargestPart = 1024 * 1024;
    private const int LargestPartUp = 512 * 1024;

    public void AddTo(MethodTable table)
    {
        table.Add("upload.getFile", GetFile);
        table.Add("upload.saveFilePart", SavePart);
        table.Add("upload.saveBigFilePart", SavePart);
    }

    private TlObject SavePart(CallContext call)
    {
        var bytes = call.Query.Bytes("bytes");
        if (bytes.Length is 0 or > LargestPartUp)
        {
            throw RpcException.BadRequest("FILE_PART_SIZE_INVALID");
        }

        world.Files.AddPart(call.Caller, call.Query.Long("file_id"), call.Query.Int("file_part"), bytes);
        return TlObject.Bool(true);
    }

    private TlObject GetFile(CallContext call)
    {
        var location = call.Query.Object("location");
        var file = location.Has("photo_id") ? Picture(location.Long("photo_id")) : Find(location);
        var length = Math.Clamp(call.Query.Int("limit"), 0, LargestPart);
        return new TlObject("upload.file")
        {
            ["type"] = new TlObject(location.Name == "inputDocumentFileLocation" ? "storage.filePartial" : "storage.fileJpeg"),
            ["bytes"] = file.Read(Math.Max(call.Query.Long("offset"), 0), length),
        };
    }

    private FileContent Picture(long id) =>
        world.Pictures.Find(id) is { } picture ? FileContent.Of(picture.Jpeg) : throw RpcException.BadRequest("LOCATION_INVALID");

    private FileContent Find(TlObject location)
    {
        if (world.Pictures.Find(location.Long("id")) is { } picture)
        {
            return FileContent.Of(picture.Jpeg);
        }

        var file = world.Files.Find(location.Long("id"), location.Long("access_hash"), location.Bytes("file_reference"));
        var isThumbnail = location.Name == "inputDocumentFileLocation" && location.Text("thumb_size").Length > 0;
        return (isThumbnail ? world.Files.ThumbnailOf(file) : file.Content) ?? throw RpcException.BadRequest("LOCATION_INVALID");
    }
}
