namespace Bridges.Telegram.Engine.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Hello_names_protocol_and_version()
    {
        await using var engine = EngineProgram.Start("--tdlib", TdLibraryPath.Find());

        var hello = (await engine.ReadAsync())!.Value;

        Assert.Equal("hello", hello.GetProperty("method").GetString());
        Assert.Equal(
            $$"""{"protocol":1,"name":"telegram","version":"1.8.65","pid":{{engine.Process.Id}}}""", hello.GetProperty("params").GetRawText());
    }

    [Fact]
    public async Task Missing_library_is_told_in_one_line()
        => await AssertRefusedAsync(3, "cannot load TDLib: there is no file /nowhere/libtdjson.so;", "--tdlib", "/nowhere/libtdjson.so");

    [Fact]
    public async Task File_that_is_no_library_is_told_in_one_line()
        => await AssertRefusedAsync(3, "cannot load TDLib: " + typeof(StartTests).Assembly.Location, "--tdlib", typeof(StartTests).Assembly.Location);

    [Fact]
    public async Task Library_that_is_not_TDLib_is_told_in_one_line()
    {
        var other = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native.so");

        await AssertRefusedAsync(3, $"cannot load TDLib: {other} is a library, but not TDLib's", "--tdlib", other);
    }

    [Theory]
    [InlineData]
    [InlineData("--tdlib")]
    [InlineData("--tdlib", "/nowhere", "--verbosity", "loud")]
    [InlineData("--unknown", "/nowhere")]
    public async Task Wrong_arguments_show_the_usage(params string[] arguments)
        => await AssertRefusedAsync(2, "usage: bridges-telegram-engine --tdlib", arguments);

    private static async Task AssertRefusedAsync(int exitCode, string message, params string[] arguments)
    {
        await using var engine = EngineProgram.Start(arguments);

        var said = await engine.Process.StandardError.ReadToEndAsync(engine.Cancellation);
        await engine.Process.WaitForExitAsync(engine.Cancellation);

        Assert.StartsWith(message, said, StringComparison.Ordinal);
        Assert.Single(said.TrimEnd().Split('\n'));
        Assert.Equal(exitCode, engine.Process.ExitCode);
    }
}
