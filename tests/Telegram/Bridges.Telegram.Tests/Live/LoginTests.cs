using Bridges.Abstractions;
using Bridges.Telegram.Login;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Live;

public sealed class LoginTests
{
    [Fact]
    public async Task A_wrong_code_and_a_wrong_password_are_asked_for_again()
    {
        await using var bed = await TelegramBed.StartAsync();
        bed.Alice.Password = "correct horse";
        bed.Alice.PasswordHint = "battery staple";
        await using var login = bed.Network.CreateLogin(LoginFlows.Phone);

        Assert.Null(Assert.IsType<LoginStep.Input>(await login.StartAsync(TelegramBed.Cancellation)).Problem);
        var unknown = Assert.IsType<LoginStep.Input>(await TelegramBed.Submit(login, LoginQuestions.Phone, "+9990000000"));
        Assert.Contains("country code", unknown.Problem);
        var code = Assert.IsType<LoginStep.Input>(await TelegramBed.Submit(login, LoginQuestions.Phone, $"+{bed.Alice.Phone}"));
        Assert.Equal(LoginFieldKind.OneTimeCode, Assert.Single(code.Fields).Kind);
        var wrongCode = Assert.IsType<LoginStep.Input>(await TelegramBed.Submit(login, LoginQuestions.Code, "00000"));
        Assert.Contains("not the code", wrongCode.Problem);
        var password = Assert.IsType<LoginStep.Input>(await TelegramBed.Submit(login, LoginQuestions.Code, "1 2-3 45"));
        Assert.Contains("battery staple", password.Instructions);
        var wrongPassword = Assert.IsType<LoginStep.Input>(await TelegramBed.Submit(login, LoginQuestions.Password, "wrong"));
        Assert.Contains("not the password", wrongPassword.Problem);
        Assert.Equal(LoginFieldKind.Password, Assert.Single(wrongPassword.Fields).Kind);
        var complete = Assert.IsType<LoginStep.Complete>(await TelegramBed.Submit(login, LoginQuestions.Password, "correct horse"));

        Assert.Equal($"{bed.Alice.Id}", complete.Account.Id.Value);
        Assert.Equal("Alice", complete.Account.Name);
        Assert.False(AccountSecret.Parse(complete.Account.Secret).IsBot);
    }

    [Fact]
    public async Task A_scanned_QR_code_logs_in()
    {
        await using var bed = await TelegramBed.StartAsync();
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);
        var shown = Assert.IsType<LoginStep.Display>(await login.StartAsync(TelegramBed.Cancellation));
        Assert.StartsWith("tg://login?token=", shown.QrText, StringComparison.Ordinal);

        bed.Telegram.Logins.ScanQr(shown.QrText!, bed.Alice);
        var step = await login.WaitAsync(TelegramBed.Cancellation);

        var account = Assert.IsType<LoginStep.Complete>(step).Account;
        Assert.Equal($"{bed.Alice.Id}", account.Id.Value);
        await bed.OpenAsync(account);
    }

    [Fact]
    public async Task A_bot_logs_in_with_its_token_and_talks()
    {
        await using var bed = await TelegramBed.StartAsync();
        var bot = bed.Telegram.People.AddBot("Helper", "helper_bot");
        await using var login = bed.Network.CreateLogin(LoginFlows.Bot);
        await login.StartAsync(TelegramBed.Cancellation);
        var refused = Assert.IsType<LoginStep.Input>(await TelegramBed.Submit(login, LoginQuestions.Token, "123:wrong"));
        Assert.Contains("@BotFather", refused.Problem);

        var step = await TelegramBed.Submit(login, LoginQuestions.Token, bot.BotToken!);
        var (account, host) = await bed.OpenAsync(Assert.IsType<LoginStep.Complete>(step).Account);
        bed.Bob.SendText(bed.Bob.ChatWith(bot), "/start");
        var received = await host.MessageAsync("/start");
        await account.SendAsync(Texts.Message(received.Chat, "Hi Bob"), TelegramBed.Cancellation);

        await bed.Telegram.WaitForMessageAsync(bed.Bob.ChatWith(bot), message => message.Text == "Hi Bob", cancellationToken: TelegramBed.Cancellation);
        Assert.False(account is IReadsHistory);
    }

    [Fact]
    public async Task An_abandoned_login_leaves_nothing()
    {
        await using var bed = await TelegramBed.StartAsync();
        await using (var login = bed.Network.CreateLogin(LoginFlows.Phone))
        {
            await login.StartAsync(TelegramBed.Cancellation);
            await TelegramBed.Submit(login, LoginQuestions.Phone, $"+{bed.Alice.Phone}");
            Assert.Single(Directory.GetDirectories(bed.AccountsFolder));
        }

        Assert.Empty(Directory.GetDirectories(bed.AccountsFolder));
    }

    [Fact]
    public async Task A_login_that_no_account_was_made_of_is_ended_on_Telegram_too()
    {
        await using var bed = await TelegramBed.StartAsync();
        await using (var login = bed.Network.CreateLogin(LoginFlows.Phone))
        {
            await login.StartAsync(TelegramBed.Cancellation);
            await TelegramBed.Submit(login, LoginQuestions.Phone, $"+{bed.Alice.Phone}");
            Assert.IsType<LoginStep.Complete>(await TelegramBed.Submit(login, LoginQuestions.Code, "12345"));
        }

        Assert.Equal(0, bed.Telegram.Logins.CountOf(bed.Alice));
        Assert.Empty(Directory.GetDirectories(bed.AccountsFolder));
    }

    [Fact]
    public async Task A_new_login_ends_the_old_one_on_Telegram_and_edits_what_that_one_sent()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (old, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "hello");
        var key = (await host.MessageAsync("hello")).Chat;
        var sent = await old.SendAsync(Texts.Message(key, "with a tpyo"), TelegramBed.Cancellation);
        bed.Bob.SendText(chat, "what?");

        var renewed = await bed.LogInAsync(bed.Alice);
        await bed.CloseAsync(old);
        var (account, _) = await bed.OpenAsync(renewed);
        await ((IEditsMessages)account).EditAsync(Texts.Edit(key, sent.Ids, "with a typo"), TelegramBed.Cancellation);

        Assert.Equal(1, bed.Telegram.Logins.CountOf(bed.Alice));
        Assert.Equal("with a typo", chat.Messages.Single(message => message.Sender == bed.Alice).Text);
    }

    [Fact]
    public async Task What_an_unfinished_login_left_is_erased_at_the_next_start()
    {
        await using var bed = await TelegramBed.StartAsync();
        var stored = await bed.LogInAsync(bed.Alice);
        await bed.OpenAsync(stored);
        var abandoned = bed.Network.CreateLogin(LoginFlows.Phone);
        await abandoned.StartAsync(TelegramBed.Cancellation);
        Assert.Equal(2, Directory.GetDirectories(bed.AccountsFolder).Length);

        await bed.RestartAsync();

        Assert.Equal(AccountSecret.Parse(stored.Secret).Folder, Path.GetFileName(Assert.Single(Directory.GetDirectories(bed.AccountsFolder))));
    }

    [Fact]
    public async Task A_login_that_is_done_outlives_a_crash_before_its_account_runs()
    {
        await using var bed = await TelegramBed.StartAsync();
        var stored = await bed.LogInAsync(bed.Alice);

        await bed.RestartAsync();

        Assert.Equal(AccountSecret.Parse(stored.Secret).Folder, Path.GetFileName(Assert.Single(Directory.GetDirectories(bed.AccountsFolder))));
    }
}
