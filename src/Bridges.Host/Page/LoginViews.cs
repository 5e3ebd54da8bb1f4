using System.Globalization;
using System.Text;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Page.Models;
using Bridges.Page.Views;
using QRCoder;

namespace Bridges.Host.Page;

/// <summary>Logins, so that codes and passwords never stand in a room.</summary>
internal sealed class LoginViews(IUserAccounts accounts, PageEvents events, PageRenderer renderer)
{
    private const string FieldPrefix = "field.";
    private const int LongestValue = 4096;
    private const int PixelsPerModule = 4;

    public async Task BeginAsync(PageCall call)
    {
        AccountId? replaces = call.Form("account") is { Length: > 0 } account ? new AccountId(account) : null;
        var session = await accounts.BeginLoginAsync(call.User, new NetworkId(call.Form("network")), call.Form("flow"), replaces, AmountOf(call), call.Cancelled);
        call.GoTo($"login?session={session.Id}");
    }

    /// <summary>How much of the account's past its user wants; null: as usual.</summary>
    private static HistoryAmount? AmountOf(PageCall call) =>
        (Number(call, "chats"), Number(call, "messages")) is var (chats, messages) && (chats ?? messages) is not null ? new HistoryAmount(chats, messages) : null;

    private static int? Number(PageCall call, string name) => call.Form(name) switch
    {
        "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new PageRefusedException(StatusCodes.Status400BadRequest, $"Please give '{name}' as a number, or leave it empty."),
    };

    public async Task ShowAsync(PageCall call)
    {
        var session = Find(call, call.Query("session"));
        if (session.Step is LoginStep.Display)
        {
            // Not only by the events: a browser without scripts asks for none.
            _ = GoOnAsync(session);
        }

        await renderer.WriteAsync<Login>(call.Context, (nameof(Login.Visitor), call.Visitor), (nameof(Login.Model), ModelOf(session)));
    }

    public async Task SubmitAsync(PageCall call)
    {
        var session = Find(call, call.Form("session"));
        var values = call.Context.Request.Form
            .Where(entry => entry.Key.StartsWith(FieldPrefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[FieldPrefix.Length..], entry => entry.Value.ToString() is { Length: <= LongestValue } text ? text : "", StringComparer.Ordinal);
        try
        {
            await session.SubmitAsync(call.Form("step"), values, call.Cancelled);
        }
        catch (MissingLoginValueException exception)
        {
            throw new PageRefusedException(StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (BridgeException)
        {
            // Why it ended is shown with it.
        }

        call.GoTo($"login?session={session.Id}");
    }

    public async Task CancelAsync(PageCall call)
    {
        await Find(call, call.Form("session")).DisposeAsync();
        call.GoTo("accounts");
    }

    public Task FollowAsync(PageCall call)
    {
        var session = Find(call, call.Query("session"));
        return events.WriteAsync(call.Context, session.WaitAsync(call.Query("step"), call.Cancelled), () => null);
    }

    /// <summary>How it ends, if it does, is shown with the session.</summary>
    private static async Task GoOnAsync(LoginSession session) =>
        await session.WaitAsync(session.StepId, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private LoginSession Find(PageCall call, string id) => accounts.FindLogin(call.User, id)
        ?? throw new PageRefusedException(StatusCodes.Status404NotFound, "This login is not under way any more. Begin again under 'My accounts'.");

    private static LoginModel ModelOf(LoginSession session)
    {
        var problem = session.Problem ?? (session.Ended.IsCancellationRequested && session.Step is not LoginStep.Complete ? "The login was cancelled." : null);
        var isOver = problem is not null;
        var input = isOver ? null : session.Step as LoginStep.Input;
        var display = isOver ? null : session.Step as LoginStep.Display;
        return new LoginModel(
            session.Id,
            session.StepId,
            session.Network.DisplayName,
            input?.Instructions ?? display?.Instructions ?? (session.Step is LoginStep.Complete complete ? $"You are logged in as {complete.Account.Name}. Your chats appear in Matrix now." : ""),
            problem ?? input?.Problem,
            [.. (input is null ? [] : session.Asked).Select(field => FieldOf(field, isWrong: input!.Problem is not null && (input.ProblemField ?? field.Id) == field.Id))],
            display?.QrText is { } text ? Picture(text) : null,
            display?.Code,
            IsComplete: session.Step is LoginStep.Complete,
            isOver);
    }

    private static FieldModel FieldOf(LoginField field, bool isWrong)
    {
        var (type, autocomplete) = field.Kind switch
        {
            LoginFieldKind.PhoneNumber => ("tel", "tel"),
            LoginFieldKind.OneTimeCode => ("text", "one-time-code"),
            LoginFieldKind.Password => ("password", "current-password"),
            LoginFieldKind.Token => ("password", "off"),
            _ => ("text", "off"),
        };
        return new FieldModel(field.Id, field.Name, field.IsSecret && type == "text" && autocomplete == "off" ? "password" : type, autocomplete, field.IsOptional, field.Default, isWrong, [.. field.Choices.Select(choice => (choice.Value, choice.Name))]);
    }

    private static string Picture(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        using var svg = new SvgQRCode(code);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(svg.GetGraphic(PixelsPerModule)));
    }
}
