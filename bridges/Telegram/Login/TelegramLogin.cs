using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Login;

/// <summary>A login under way: TDLib leads, by its authorization states.</summary>
internal sealed class TelegramLogin(LoginFlow flow, TdEngine engine, ClientOpener opener, EngineFolders folders, FinishedLogins finished) : ILogin
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private AccountSecret? _secret;
    private TdClient? _client;
    private string? _phone;
    private string _stateOfStep = "";
    private bool _isComplete;

    public Task<LoginStep> StartAsync(CancellationToken cancellationToken) => GoOnAsync(async () =>
    {
        await WaitForEngineAsync(cancellationToken);
        _secret = AccountSecret.New(folders.Create());
        _client = await opener.OpenAsync(_secret, cancellationToken);
        await NextAsync(state => !state.IsOneOf("", "authorizationStateWaitTdlibParameters"), Patience, cancellationToken);
        if (flow == LoginFlows.Qr)
        {
            await AskAsync(TdJson.Request("requestQrCodeAuthentication", ("other_user_ids", new JsonArray())), cancellationToken);
        }

        return await StepAsync(problem: null, cancellationToken);
    });

    public Task<LoginStep> SubmitAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) => GoOnAsync(async () =>
    {
        if (Answer(values) is not { } request)
        {
            return await StepAsync("Something is missing. Send it once more.", cancellationToken);
        }

        try
        {
            await AskAsync(request, cancellationToken);
        }
        catch (TdException exception)
        {
            var problem = LoginProblems.Describe(exception);
            if (exception.Message == LoginProblems.CodeExpired && _phone is not null)
            {
                await Client.RequestAsync(PhoneNumber(_phone), cancellationToken);
            }

            return await StepAsync(problem, cancellationToken);
        }

        return await StepAsync(problem: null, cancellationToken);
    });

    /// <summary>What changed since the last step was made counts too: nobody may have waited just then.</summary>
    public Task<LoginStep> WaitAsync(CancellationToken cancellationToken) => GoOnAsync(async () =>
    {
        await NextAsync(state => state.ToString() != _stateOfStep, Timeout.InfiniteTimeSpan, cancellationToken);
        return await StepAsync(problem: null, cancellationToken);
    });

    /// <summary>Ends a login that was not finished, or that nobody made an account of, on Telegram too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_secret is not { } secret || (_isComplete && finished.Take(secret.Folder) is null))
        {
            return;
        }

        _secret = null;
        if (_client is { Ended.IsCompleted: false } client
            && !await ClientCloser.CloseAsync(client, TdJson.Request(State.Is("authorizationStateReady") ? "logOut" : "destroy")))
        {
            await ClientCloser.CloseAsync(client, TdJson.Request("close"));
        }

        folders.MarkForErasure(secret.Folder);
        folders.Erase(secret.Folder);
    }

    private TdClient Client => _client ?? throw new InvalidOperationException("The login is not started.");

    private JsonElement State => Client.Authorization.Value;

    private JsonObject? Answer(IReadOnlyDictionary<string, string> values)
    {
        string? Value(string id) => values.GetValueOrDefault(id)?.Trim() is { Length: > 0 } value ? value : null;

        switch (State.Type())
        {
            case "authorizationStateWaitPhoneNumber" when flow == LoginFlows.Bot:
                return Value(LoginQuestions.Token) is { } token ? TdJson.Request("checkAuthenticationBotToken", ("token", token)) : null;
            case "authorizationStateWaitPhoneNumber":
                _phone = Value(LoginQuestions.Phone);
                return _phone is null ? null : PhoneNumber(_phone);
            case "authorizationStateWaitCode":
                return Value(LoginQuestions.Code) is { } code ? TdJson.Request("checkAuthenticationCode", ("code", Compact(code))) : null;
            case "authorizationStateWaitEmailCode":
                return Value(LoginQuestions.Code) is { } emailCode
                    ? TdJson.Request("checkAuthenticationEmailCode", ("code", TdJson.Request("emailAddressAuthenticationCode", ("code", Compact(emailCode)))))
                    : null;
            case "authorizationStateWaitPassword":
                // A password may well begin or end with a blank.
                return values.GetValueOrDefault(LoginQuestions.Password) is { Length: > 0 } password
                    ? TdJson.Request("checkAuthenticationPassword", ("password", password))
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Goes to the next step. What cannot be answered better ends the login, and one whose client is gone is over.</summary>
    private async Task<LoginStep> GoOnAsync(Func<Task<LoginStep>> step)
    {
        try
        {
            return await step();
        }
        catch (TdException exception)
        {
            throw BridgeException.Permanent(LoginProblems.Describe(exception), inner: exception);
        }
        catch (BridgeException exception) when (_client is { Ended.IsCompleted: true })
        {
            throw Over(exception);
        }
    }

    private async Task WaitForEngineAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await engine.WaitUntilRunningAsync(patience.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw BridgeException.Transient(engine.Status.Problem ?? "The Telegram engine does not run.", inner: exception);
        }
    }

    /// <summary>Sends a request that brings the login on, and waits until it has.</summary>
    private async Task AskAsync(JsonObject request, CancellationToken cancellationToken)
    {
        var before = State.ToString();
        await Client.RequestAsync(request, cancellationToken);
        await NextAsync(state => state.ToString() != before, Patience, cancellationToken);
    }

    private async Task NextAsync(Func<JsonElement, bool> fits, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(patience);
        try
        {
            var next = Client.Authorization.WaitAsync(fits, waiting.Token);
            if (await Task.WhenAny(next, Client.Ended) == Client.Ended)
            {
                throw Over(inner: null);
            }

            await next;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw BridgeException.Transient("Telegram did not answer in time. Try again, or start the login again.", inner: exception);
        }
    }

    private async Task<LoginStep> StepAsync(string? problem, CancellationToken cancellationToken)
    {
        var state = State;
        _stateOfStep = state.ToString();
        return state.Is("authorizationStateReady")
            ? await CompleteAsync(cancellationToken)
            : LoginQuestions.For(state, flow, problem) ?? throw Over(inner: null);
    }

    private async Task<LoginStep> CompleteAsync(CancellationToken cancellationToken)
    {
        var self = StateReader.User(await Client.RequestAsync(TdJson.Request("getMe"), cancellationToken));
        var secret = _secret! with { IsBot = self.IsBot };
        var account = new AccountId($"{self.Id}");
        folders.Finish(secret.Folder, account.Value);
        _isComplete = true;
        finished.Add(secret.Folder, account, Client);
        return new LoginStep.Complete(new StoredAccount(account, self.Name, secret.ToBytes()));
    }

    private static BridgeException Over(Exception? inner) =>
        BridgeException.Permanent("The login was interrupted. Start it again.", inner: inner);

    private static JsonObject PhoneNumber(string phone) => TdJson.Request("setAuthenticationPhoneNumber", ("phone_number", phone));

    private static string Compact(string code) => new([.. code.Where(character => !char.IsWhiteSpace(character) && character != '-')]);
}
