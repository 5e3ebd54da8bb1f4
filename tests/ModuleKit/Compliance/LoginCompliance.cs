using Bridges.Abstractions;

namespace Bridges.ModuleKit.Compliance;

/// <summary>What every module promises of its logins.</summary>
public abstract class LoginCompliance : ModuleCompliance
{
    [Fact]
    public async Task A_login_begins_with_a_question_or_a_picture()
    {
        await using var bed = await StartAsync();
        await using var login = bed.NewLogin();

        switch (await login.StartAsync(Cancellation))
        {
            case LoginStep.Input input:
                Assert.NotEmpty(input.Instructions);
                Assert.NotEmpty(input.Fields);
                Assert.Equal(input.Fields.Count, input.Fields.Select(field => field.Id).Distinct(StringComparer.Ordinal).Count());
                break;
            case LoginStep.Display display:
                Assert.True(display.QrText is { Length: > 0 } || display.Code is { Length: > 0 });
                break;
            case var step:
                Assert.Fail($"It began with {step}.");
                break;
        }
    }

    [Fact]
    public async Task Nonsense_is_asked_for_again_or_ends_the_login_in_words()
    {
        await using var bed = await StartAsync();
        await using var login = bed.NewLogin();
        if (await login.StartAsync(Cancellation) is not LoginStep.Input input)
        {
            return;
        }

        LoginStep? next = null;
        await WorksOrIsRefusedAsync(async () => next = await login.SubmitAsync(
            input.Fields.ToDictionary(field => field.Id, _ => "\u0001 nonsense", StringComparer.Ordinal), Cancellation));
        Assert.True(next is null or LoginStep.Input { Problem.Length: > 0 } or LoginStep.Complete);
    }

    [Fact]
    public async Task Values_that_are_missing_are_asked_for_again_or_end_the_login_in_words()
    {
        await using var bed = await StartAsync();
        await using var login = bed.NewLogin();
        if (await login.StartAsync(Cancellation) is not LoginStep.Input)
        {
            return;
        }

        LoginStep? next = null;
        await WorksOrIsRefusedAsync(async () => next = await login.SubmitAsync(new Dictionary<string, string>(StringComparer.Ordinal), Cancellation));
        Assert.True(next is null or LoginStep.Input { Problem.Length: > 0 });
    }

    [Fact]
    public async Task A_login_that_is_given_up_ends_soon_and_hurts_no_account()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        await bed.OpenAsync(host);
        var login = bed.NewLogin();
        await login.StartAsync(Cancellation);

        await login.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        await bed.FriendSaysAsync("are you there?");

        await host.MessageAsync("are you there?");
    }
}
