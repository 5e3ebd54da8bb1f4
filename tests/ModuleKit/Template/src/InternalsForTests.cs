[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("MyNetwork.Tests")]
