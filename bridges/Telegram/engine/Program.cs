using Bridges.Telegram.Engine;

const int WrongArguments = 2;
const int NoLibrary = 3;

if (!EngineArguments.TryParse(args, out var arguments))
{
    await Console.Error.WriteLineAsync(EngineArguments.Usage);
    return WrongArguments;
}

TdLibrary library;
try
{
    library = TdLibrary.Load(arguments.LibraryPath);
}
catch (TdLibraryException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return NoLibrary;
}

return await EngineLife.RunAsync(library, arguments.Verbosity);
