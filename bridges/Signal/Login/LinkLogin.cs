using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Accounts;
using Bridges.Signal.Backend;
using Bridges.Signal.Errors;
using Microsoft.Extensions.Logging;

namespace Bridges.Signal.Login;

/// <summary>Links a device to a phone's account: shows a QR code, a new one each time the old one has expired, until the phone took one.</summary>
internal sealed partial class LinkLogin(AccountServices services) : ILogin, IEventSink
{
    private const string Instructions =
        "Open Signal on your phone, go to Settings, Linked devices, Link new device, and scan this code. Signal asks there whether your message history is to come along.";

    private static readonly TimeSpan EnginePatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly string _name = $"login-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
    private readonly string _key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
    private readonly Channel<string> _codes = Channel.CreateBounded<string>(new BoundedChannelOptions(4) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _abandoned = new();
    private string _folder = "";
    private Task<JsonElement>? _linking;
    private bool _isComplete;

    public async Task<LoginStep> StartAsync(CancellationToken cancellationToken)
    {
        await WaitForEngineAsync(cancellationToken);
        _folder = services.Folders.Create();
        services.Hub.Attach(_name, this);
        _linking = services.Hub.AskAsync("link", Parameters(), _abandoned.Token, Patience);
        return await WaitAsync(cancellationToken);
    }

    public Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) => WaitAsync(cancellationToken);

    public async Task<LoginStep> WaitAsync(CancellationToken cancellationToken)
    {
        var code = _codes.Reader.WaitToReadAsync(cancellationToken).AsTask();
        var linking = _linking ?? throw new InvalidOperationException("The login has not begun.");
        await Task.WhenAny(linking, code).WaitAsync(cancellationToken);
        if (!linking.IsCompleted && _codes.Reader.TryRead(out var url))
        {
            while (_codes.Reader.TryRead(out var newer))
            {
                url = newer;
            }

            return new LoginStep.Display(Instructions, url);
        }

        try
        {
            return Complete(await linking.WaitAsync(cancellationToken));
        }
        catch (BridgeException exception) when (exception.Message == SignalErrors.TooOld)
        {
            Log.TooOld(services.Loggers.CreateLogger<LinkLogin>(), exception);
            throw;
        }
    }

    public void OnEvent(JsonElement told)
    {
        if (told.Text("kind") == "link-url" && told.Text("url") is { } url)
        {
            _codes.Writer.TryWrite(url);
        }
    }

    public void OnEngineStarted()
    {
        // A login does not outlive its engine: the request ended with it.
    }

    public void OnEngineLost(string? why)
    {
        // As above.
    }

    public async ValueTask DisposeAsync()
    {
        services.Hub.Detach(_name);
        if (!_isComplete)
        {
            if (services.Hub.IsRunning)
            {
                try
                {
                    await services.Hub.AskAsync("link.cancel", new JsonObject { ["login"] = _name }, CancellationToken.None, TimeSpan.FromSeconds(5));
                }
                catch (BridgeException)
                {
                    // The engine went, and the login with it.
                }
            }

            await _abandoned.CancelAsync();
            if (_folder.Length > 0)
            {
                services.Folders.Erase(_folder);
            }
        }

        _abandoned.Dispose();
    }

    private async Task WaitForEngineAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.Hub.WaitUntilRunningAsync(cancellationToken).WaitAsync(EnginePatience, services.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw BridgeException.Transient(services.Hub.Status.Problem ?? "The Signal engine is not running. Try again in a minute.");
        }
    }

    private LoginStep.Complete Complete(JsonElement linked)
    {
        var id = new AccountId(linked.Text("aci") ?? throw BridgeException.Transient("The Signal engine did not say who was linked."));
        var hadOther = services.Folders.Finish(_folder, id.Value);
        var secret = new AccountSecret(_folder, _key, Generation: 0, IsNew: true, linked.Flag("hasHistory"), hadOther);
        _isComplete = true;
        return new LoginStep.Complete(new StoredAccount(id, linked.Text("number") ?? "Signal", secret.ToBytes()));
    }

    private JsonObject Parameters() => new()
    {
        ["login"] = _name,
        ["path"] = services.Folders.DatabaseOf(_folder),
        ["key"] = _key,
        ["name"] = services.Options.DeviceName,
        ["history"] = services.Options.History,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Signal refused to link a device: it demands what this version of Bridges cannot do. Bridges must be updated.")]
        public static partial void TooOld(ILogger logger, Exception exception);
    }
}
