using Bridges.Engines;
using System.Text.Json.Nodes;
using Bridges.Telegram.Json;
using Bridges.Telegram.Options;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Sessions;

/// <summary>Opens TDLib clients on account folders.</summary>
internal sealed class ClientOpener(TdEngine engine, TelegramOptions options, EngineFolders folders, ProxyGuard guard)
{
    private const string ApplicationVersion = "0.1";

    /// <summary>
    /// Opens a client. TDLib dials out as soon as it has its parameters, so it is told before that there is no network;
    /// only when the proxy is set may it connect.
    /// </summary>
    public async Task<TdClient> OpenAsync(AccountSecret secret, CancellationToken cancellationToken)
    {
        var client = await engine.CreateClientAsync(cancellationToken);
        try
        {
            await GiveParametersAsync(client, secret, cancellationToken);
            if (options.Proxy is not null)
            {
                _ = guard.GuardAsync(client);
            }

            foreach (var request in ThenAsked())
            {
                await client.RequestAsync(request, cancellationToken);
            }

            return client;
        }
        catch
        {
            await ClientCloser.CloseAsync(client, TdJson.Request("close"));
            throw;
        }
    }

    /// <summary>TDLib answers what was asked before it has its parameters only then: where it refuses them, never.</summary>
    private async Task GiveParametersAsync(TdClient client, AccountSecret secret, CancellationToken cancellationToken)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var offline = client.RequestAsync(NetworkSwitch.Off, asking.Token);
        try
        {
            await client.RequestAsync(Parameters(secret), cancellationToken);
        }
        catch
        {
            await asking.CancelAsync();
            await ((Task)offline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await offline;
    }

    private IEnumerable<JsonObject> ThenAsked()
    {
        yield return Option("notification_group_count_max", TdJson.Request("optionValueInteger", ("value", "0")));
        yield return Option("use_storage_optimizer", TdJson.Request("optionValueBoolean", ("value", true)));
        yield return options.Proxy is { } proxy ? Proxy(proxy) : TdJson.Request("disableProxy");
        yield return NetworkSwitch.On;
    }

    private JsonObject Parameters(AccountSecret secret)
    {
        var path = folders.PathOf(secret.Folder);
        return TdJson.Request(
            "setTdlibParameters",
            ("database_directory", Path.Combine(path, "database")),
            ("files_directory", Path.Combine(path, "files")),
            ("database_encryption_key", secret.Key),
            ("use_file_database", true),
            ("use_chat_info_database", true),
            // Keeps messages that are being sent over a restart, so that their fate can be told.
            ("use_message_database", true),
            ("use_secret_chats", false),
            ("api_id", options.ApiId),
            ("api_hash", options.ApiHash),
            ("system_language_code", "en"),
            ("device_model", options.DeviceModel),
            ("application_version", ApplicationVersion));
    }

    private static JsonObject Option(string name, JsonObject value) => TdJson.Request("setOption", ("name", name), ("value", value));

    private static JsonObject Proxy(ProxyOptions proxy)
    {
        var type = proxy.Type switch
        {
            ProxyKind.Mtproto => TdJson.Request("proxyTypeMtproto", ("secret", proxy.Secret)),
            ProxyKind.Http => TdJson.Request("proxyTypeHttp", ("username", proxy.Username ?? ""), ("password", proxy.Password ?? "")),
            _ => TdJson.Request("proxyTypeSocks5", ("username", proxy.Username ?? ""), ("password", proxy.Password ?? "")),
        };
        var description = TdJson.Request("proxy", ("server", proxy.Server), ("port", proxy.Port), ("type", type));
        return TdJson.Request("addProxy", ("proxy", description), ("enable", true), ("comment", ""));
    }
}
