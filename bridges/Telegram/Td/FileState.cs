using System.Runtime.InteropServices;
using System.Text.Json;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Td;

/// <summary>Where a file stands between here and Telegram.</summary>
/// <param name="Path">Where it is on this machine; empty while it is not here whole.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileState(long Size, long Downloaded, bool IsDownloading, string Path, long Uploaded, bool IsUploading)
{
    public bool IsHere => Path.Length > 0;

    public static FileState Of(JsonElement file)
    {
        var (local, remote) = (file.Object("local"), file.Object("remote"));
        return new FileState(
            Math.Max(file.Number("size"), file.Number("expected_size")),
            local?.Number("downloaded_size") ?? 0,
            local?.Flag("is_downloading_active") == true,
            local?.Flag("is_downloading_completed") == true ? local.Value.Text("path") : "",
            remote?.Number("uploaded_size") ?? 0,
            remote?.Flag("is_uploading_active") == true);
    }
}
