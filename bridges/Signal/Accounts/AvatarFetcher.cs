using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Backend;

namespace Bridges.Signal.Accounts;

/// <summary>Pictures of people and groups.</summary>
internal sealed class AvatarFetcher(EngineAccount engine, string folder)
{
    public async Task<AvatarFile?> FetchAsync(AvatarReference avatar, CancellationToken cancellationToken)
    {
        var space = avatar.Token.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            return null;
        }

        var file = Path.Combine(folder, $"avatar-{Guid.NewGuid():n}");
        try
        {
            await engine.AskAsync("avatar", new JsonObject { ["of"] = avatar.Token[..space], ["avatar"] = avatar.Token[(space + 1)..], ["file"] = file }, cancellationToken);
            return new AvatarFile(await File.ReadAllBytesAsync(file, cancellationToken), "image/jpeg");
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
