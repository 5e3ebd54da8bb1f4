using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Sessions;
using Bridges.WhatsApp.Engines;

namespace Bridges.WhatsApp.Login;

/// <summary>A login under way: the engine leads, and each thing that it says is a step.</summary>
internal sealed class WhatsAppLogin(LoginFlow flow, AccountServices services) : ILogin, IEngineSession
{
    private const string Phone = "phone";
    private const string QrInstructions =
        "Open WhatsApp on your phone, go to Settings, Linked devices, Link a device, and scan this code. It changes after a while; the newest counts.";
    private const string CodeInstructions =
        "Open WhatsApp on your phone, go to Settings, Linked devices, Link a device, Link with phone number instead, and type this code.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Channel<JsonElement> _steps = Channel.CreateBounded<JsonElement>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });
    private AccountSecret? _secret;
    private bool _isComplete;

    public async Task<LoginStep> StartAsync(CancellationToken cancellationToken)
    {
        if (flow == LoginFlows.Code)
        {
            return AskForPhone(problem: null);
        }

        await BeginAsync(phone: null, cancellationToken);
        return await NextAsync(Patience, cancellationToken);
    }

    public async Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        if (PhoneNumber.Read(values.GetValueOrDefault(Phone) ?? "") is not { } digits)
        {
            return AskForPhone("That is no phone number with its country code, such as +49 151 23456789.");
        }

        await BeginAsync(digits, cancellationToken);
        return await NextAsync(Patience, cancellationToken);
    }

    public Task<LoginStep> WaitAsync(CancellationToken cancellationToken) => NextAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    public ValueTask ToldAsync(string method, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (method == "login")
        {
            _steps.Writer.TryWrite(parameters);
        }

        return ValueTask.CompletedTask;
    }

    public void EngineStopped(string? problem) => _steps.Writer.TryComplete();

    /// <summary>Ends a login that was not finished, or that nobody made an account of, on WhatsApp too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_secret is not { } secret)
        {
            return;
        }

        services.Engine.Unregister(secret.Folder, this);
        if (_isComplete && !services.Finished.Take(secret.Folder))
        {
            return;
        }

        _secret = null;
        try
        {
            await services.Engine.RequestAsync(_isComplete ? "account.logout" : "account.close", new JsonObject { ["session"] = secret.Folder }, CancellationToken.None, Patience);
        }
        catch (BridgeException)
        {
            // Then the phone still lists the device; it says that it was never active.
        }

        services.Folders.MarkForErasure(secret.Folder);
        services.Folders.Erase(secret.Folder);
    }

    private static LoginStep.Input AskForPhone(string? problem) => new(
        "Send the phone number of your WhatsApp account, with its country code.", [new LoginField(Phone, "Phone number", LoginFieldKind.PhoneNumber)], problem);

    private async Task BeginAsync(string? phone, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await services.Engine.WaitUntilRunningAsync(patience.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw BridgeException.Transient(services.Engine.Status.Problem ?? "The WhatsApp engine does not run.", inner: exception);
        }

        _secret = AccountSecret.New(services.Folders.Create());
        services.Engine.Register(_secret.Folder, this);
        await services.Engine.RequestAsync(
            "login.start",
            new JsonObject { ["session"] = _secret.Folder, ["folder"] = services.Folders.PathOf(_secret.Folder), ["key"] = _secret.Key, ["phone"] = phone },
            cancellationToken);
    }

    private async Task<LoginStep> NextAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(patience);
        try
        {
            while (true)
            {
                var said = await _steps.Reader.ReadAsync(waiting.Token);
                if (Step(said) is { } step)
                {
                    return step;
                }
            }
        }
        catch (ChannelClosedException exception)
        {
            throw BridgeException.Permanent("The login was interrupted. Start it again.", inner: exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw BridgeException.Transient("WhatsApp did not answer in time. Start the login again.", inner: exception);
        }
    }

    private LoginStep? Step(JsonElement said) => said.Text("step") switch
    {
        "qr" => new LoginStep.Display(QrInstructions, said.Text("text")),
        "code" => new LoginStep.Display(CodeInstructions, QrText: null, said.Text("code")),
        "complete" => Complete(said),
        "failed" => throw BridgeException.Permanent(said.Text("text") ?? "WhatsApp refused the login."),
        _ => null,
    };

    private LoginStep.Complete Complete(JsonElement said)
    {
        var account = new AccountId(said.Text("self") ?? throw BridgeException.Permanent("WhatsApp did not say whose account this is. Start the login again."));
        services.Folders.Finish(_secret!.Folder, account.Value);
        _isComplete = true;
        services.Finished.Add(_secret.Folder);
        return new LoginStep.Complete(new StoredAccount(account, said.Text("name") ?? said.Text("number") ?? account.Value, _secret.ToBytes()));
    }
}
